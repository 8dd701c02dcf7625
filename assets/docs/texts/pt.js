export default {
  "skip": "Ir para o conteúdo",
  "contents": "Conteúdo",
  "search": "Buscar",
  "search.hint": "Buscar: tecla /",
  "search.found": "Resultados: {n}",
  "search.none": "",
  "neighbours": "Páginas vizinhas",
  "before": "Anterior",
  "after": "Próxima",
};
