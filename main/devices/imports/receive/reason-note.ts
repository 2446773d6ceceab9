import en from '../../../../resources/i18n/en/imports.json' with { type: 'json' };
import zh from '../../../../resources/i18n/zh-CN/imports.json' with { type: 'json' };

type Words = Readonly<Record<string, string | undefined>>;

function said(words: Words, reason: string, refused: number): string {
  return (words[`receipt_reason.${reason}`] ?? reason).replaceAll('{refused}', String(refused));
}

/** What lies beside a file that was not taken, for whoever looks into the folder. Names nobody. Pure. */
export function reasonNote(answer: {
  readonly reason: string;
  readonly refused?: number;
  readonly state?: string;
  readonly isRepeat?: boolean;
  readonly id?: string;
}): string {
  const { reason, refused = 0, id } = answer;
  const isTaken = answer.state === 'taken';
  const words = (language: Words): string =>
    isTaken ? (language['note_repeat'] ?? '') : said(language, reason, refused);
  const what = (language: Words): string =>
    language[isTaken ? 'note_taken' : answer.state === 'waiting' ? 'note_waiting' : 'note_refused'] ?? '';
  const lines = [zh, en].map((language) => `${what(language)} ${words(language)}`.trim());
  // A spreadsheet program on the instrument's computer opens it too: marked as UTF-8, with the ends it knows.
  return `\uFEFF${[...lines, ...(id === undefined ? [] : [id])].join('\r\n')}\r\n`;
}
