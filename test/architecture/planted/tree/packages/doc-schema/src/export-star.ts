// breaks: space(no-export-star)
export * from './clean.ts';
