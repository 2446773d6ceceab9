import { useState } from 'react';
import {
  type ImportMappingForm,
  type ImportProfile,
  mostImportCharacters,
} from '../../../../main/contract/imports.ts';
import { failureOf, type StationClient, useClient, useQuery } from '../../../client/index.ts';
import { notifyFailure } from '../../../kit/index.ts';
import { type FileEncoding, textOfFile } from './file-text.ts';

export type Look = Awaited<ReturnType<StationClient['imports']['look']>>;
export type Preview = Awaited<ReturnType<StationClient['imports']['preview']>>;
export type SavedProfile = Awaited<ReturnType<StationClient['imports']['profiles']>>[number];
export type Original = Awaited<ReturnType<StationClient['imports']['original']>>;
export type Choices = Awaited<ReturnType<StationClient['imports']['choices']>>;

/** What lies on the bench: a file in memory only, never kept by anybody. */
export interface OpenFile {
  readonly key: string;
  readonly name: string;
  /** As it was chosen, to be taken for real. */
  readonly file: File;
  readonly text: string;
  readonly encoding: FileEncoding;
  readonly look: Look;
}

/** The profile that is worked on: an id of its own from the start, `base` 0 while it was never saved. */
export interface Draft {
  readonly id: string;
  readonly name: string;
  readonly base: number;
}

const newDraft = (): Draft => ({ id: crypto.randomUUID(), name: '', base: 0 });

/** File, mapping and profile of the page, and what a person does with them. */
export function useWorkbench() {
  const client = useClient();
  const [file, setFile] = useState<OpenFile | undefined>(undefined);
  const [mapping, setMapping] = useState<ImportMappingForm | undefined>(undefined);
  const [draft, setDraft] = useState<Draft>(newDraft);
  /** The mapping as it was saved or taken from a profile: the one a file can be taken by. */
  const [kept, setKept] = useState<ImportMappingForm | undefined>(undefined);
  const [busy, setBusy] = useState(false);

  async function open(chosen: File): Promise<boolean> {
    setBusy(true);
    try {
      const { text, encoding } = textOfFile(new Uint8Array(await chosen.arrayBuffer()));
      if (text.length > mostImportCharacters) {
        notifyFailure({ code: 'imports.too_large', detail: { count: text.length } });
        return false;
      }
      const look = await client.imports.look({ text });
      setFile({ key: crypto.randomUUID(), name: chosen.name, file: chosen, text, encoding, look });
      // A mapping that is being worked on and fits the form stays; else the file's own suggestion.
      if (look.mapping !== null && (draft.base === 0 || mapping?.form !== look.mapping.form)) {
        setMapping(look.mapping);
        setDraft(newDraft());
      }
      return true;
    } catch (error) {
      notifyFailure(failureOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  }

  const isReadable = file?.look.form === 'csv' || file?.look.form === 'hl7';
  const fits = isReadable && mapping !== undefined && mapping.form === file.look.form;
  const preview = useQuery({
    key: ['import-preview', file?.key, mapping],
    topics: [],
    ask: (asked: StationClient) =>
      fits && file !== undefined
        ? asked.imports.preview({ text: file.text, mapping })
        : Promise.resolve(undefined),
    enabled: fits,
  });

  return {
    file,
    mapping,
    draft,
    busy,
    /** What is on the bench is the newest version of a profile, unchanged. */
    isSaved: draft.base > 0 && mapping === kept,
    /** The mapping is for a file of this form. */
    fits,
    preview: fits ? preview.data : undefined,
    previewFailure: fits ? preview.failure : undefined,
    open,
    change: setMapping,
    /** Takes a profile onto the bench. @param base version here that a save goes on from; 0 = none */
    take(profile: ImportProfile, base: number) {
      setMapping(profile.mapping);
      setKept(base > 0 ? profile.mapping : undefined);
      setDraft({ id: profile.id, name: profile.name, base });
    },
    saved(next: Draft) {
      setDraft(next);
      setKept(mapping);
    },
    forget: () => setDraft(newDraft()),
  };
}
export type Workbench = ReturnType<typeof useWorkbench>;
