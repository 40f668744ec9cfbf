import { readFileSync } from 'node:fs';
import { createDoc } from './clean.ts';

readFileSync('x');
createDoc();
