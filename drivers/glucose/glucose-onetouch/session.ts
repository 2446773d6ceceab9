export { BinaryDialogue } from './binary-dialogue.ts';
export { TextDialogue } from './text-dialogue.ts';
