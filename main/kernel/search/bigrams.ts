/**
 * Chinese full-text search by pairs of characters (二元切分): the trigram tokenizer of SQLite cannot find words of two
 * characters, and most Chinese names and nouns are two (engineering notes 6.2, replication notes 3.5).
 */

/** Full-width forms to half-width, lower case, so that 「ＡＢＣ」 and 「abc」 are found by each other. */
export function normaliseForSearch(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

const runs = /[\p{Script=Han}]+|[\p{L}\p{N}]+/gu;
const isHan = /^\p{Script=Han}/u;

function characters(run: string): string[] {
  return Array.from(run);
}

/** Tokens for the index: every pair and every single character of Chinese runs, whole words and their prefixes' base elsewhere. */
export function indexTokens(text: string): string[] {
  const tokens: string[] = [];
  for (const match of normaliseForSearch(text).matchAll(runs)) {
    const run = match[0];
    if (!isHan.test(run)) {
      tokens.push(run);
      continue;
    }
    const letters = characters(run);
    for (const [position, letter] of letters.entries()) {
      tokens.push(letter);
      const following = letters[position + 1];
      if (following !== undefined) tokens.push(letter + following);
    }
  }
  return tokens;
}

/** The text stored in the FTS5 column (tokenizer unicode61 splits at blanks). */
export function indexText(...texts: readonly string[]): string {
  return texts.flatMap(indexTokens).join(' ');
}

/**
 * FTS5 query for what a person typed: pairs joined by AND, words in Latin letters or digits as prefixes.
 * Undefined when nothing searchable was typed. Tokens are quoted: no operator of the query language gets through.
 */
export function matchQuery(words: string): string | undefined {
  const parts: string[] = [];
  for (const match of normaliseForSearch(words).matchAll(runs)) {
    const run = match[0];
    if (!isHan.test(run)) {
      parts.push(`"${run}"*`);
      continue;
    }
    const letters = characters(run);
    if (letters.length === 1) parts.push(`"${run}"`);
    for (let position = 0; position + 1 < letters.length; position++) {
      parts.push(`"${letters[position]}${letters[position + 1]}"`);
    }
  }
  return parts.length === 0 ? undefined : parts.join(' AND ');
}
