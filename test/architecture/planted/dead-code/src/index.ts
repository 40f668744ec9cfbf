import { used } from './used.ts';
import 'ignore';

console.log(used);
