export { taggedLine } from './simulator-lines.ts';
