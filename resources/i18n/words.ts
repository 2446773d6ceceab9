/** What a failed act says: what happened, what was kept (undefined = nothing was changed), and what to do. */
export interface ErrorWords {
  readonly what: string;
  readonly kept?: string;
  readonly remedy: string;
}

/** The shape of one language's tables with the keys of another. */
export type SameKeys<Texts> = {
  readonly [Area in keyof Texts]: { readonly [Key in keyof Texts[Area]]: string };
};
