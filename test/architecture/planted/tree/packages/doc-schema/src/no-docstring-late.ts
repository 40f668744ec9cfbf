// breaks: space(docstring)
function one(): number {
  return 1;
}

export { one };
