export default {
  "skip": "Ir para o conteúdo",
  "contents": "Conteúdo",
  "search": "Buscar",
  "search.hint": "Buscar: tecla /",
  "search.found": "Resultados: {n}",
  "search.nothing": "Sem resultados. Quase toda a documentação está em inglês: tente palavras em inglês.",
  "search.none": "",
  "neighbours": "Páginas vizinhas",
  "before": "Anterior",
  "after": "Próxima",
};
