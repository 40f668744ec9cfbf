// breaks: space(docstring)
export const one = 1;
