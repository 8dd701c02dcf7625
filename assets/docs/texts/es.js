export default {
  "skip": "Ir al contenido",
  "contents": "Contenido",
  "search": "Buscar",
  "search.hint": "Buscar: tecla /",
  "search.found": "Resultados: {n}",
  "search.none": "",
  "neighbours": "Páginas vecinas",
  "before": "Anterior",
  "after": "Siguiente",
};
