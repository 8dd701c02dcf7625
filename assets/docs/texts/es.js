export default {
  "skip": "Ir al contenido",
  "contents": "Contenido",
  "search": "Buscar",
  "search.hint": "Buscar: tecla /",
  "search.found": "Resultados: {n}",
  "search.nothing": "Sin resultados. Casi toda la documentación está en inglés: prueba con palabras en inglés.",
  "search.none": "",
  "neighbours": "Páginas vecinas",
  "before": "Anterior",
  "after": "Siguiente",
};
