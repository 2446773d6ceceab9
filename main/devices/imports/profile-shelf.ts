import type { ImportProfile } from '../../contract/imports.ts';
import { Refusal } from '../../kernel/errors.ts';
import { readProfiles, type StoredProfile, writeProfiles } from './profiles-file.ts';

export interface SaveProfile {
  /** The same command again gives the same answer. */
  readonly commandId: string;
  readonly profile: ImportProfile;
  /** Version that was changed; 0 = a new profile. */
  readonly base: number;
  readonly by: string;
}

/** The profiles of a station on disk, one change at a time. */
export class ProfileShelf {
  readonly #file: string;
  readonly #now: () => number;
  readonly #done = new Map<string, { readonly id: string; readonly version: number }>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(file: string, now: () => number) {
    this.#file = file;
    this.#now = now;
  }

  /** In use, newest version of each, by name. @throws Refusal `imports.file_malformed` */
  async list() {
    const profiles = await readProfiles(this.#file);
    return profiles
      .flatMap(({ id, versions, ended }) => {
        const newest = versions.at(-1);
        return newest === undefined || ended !== null ? [] : [{ id, ...newest }];
      })
      .sort((left, right) => left.name.localeCompare(right.name, 'zh'));
  }

  /**
   * @throws Refusal `imports.profile_changed` when somebody saved it meanwhile, `imports.name_taken`
   */
  save({ commandId, profile, base, by }: SaveProfile): Promise<{ id: string; version: number }> {
    return this.#alone(async () => {
      const before = this.#done.get(commandId);
      if (before !== undefined) return { ...before };
      const profiles = await readProfiles(this.#file);
      const known = profiles.find(({ id }) => id === profile.id);
      const newest = known?.versions.at(-1)?.version ?? 0;
      if (newest !== base || (known?.ended ?? null) !== null) {
        throw new Refusal('imports.profile_changed', { name: profile.name });
      }
      const isTaken = profiles.some(
        ({ id, versions, ended }) =>
          id !== profile.id && ended === null && versions.at(-1)?.name === profile.name,
      );
      if (isTaken) throw new Refusal('imports.name_taken', { name: profile.name });
      const { id, name, mapping } = profile;
      const saved = { version: base + 1, name, mapping, savedAt: this.#instant(), savedBy: by };
      const changed: StoredProfile = { id, versions: [...(known?.versions ?? []), saved], ended: null };
      await writeProfiles(this.#file, [...profiles.filter((other) => other.id !== id), changed]);
      const answer = { id, version: saved.version };
      this.#done.set(commandId, answer);
      return { ...answer };
    });
  }

  /** Takes a profile out of use; a second time changes nothing. @throws Refusal `imports.profile_unknown` */
  end(id: string, by: string, reason: string): Promise<void> {
    return this.#alone(async () => {
      const profiles = await readProfiles(this.#file);
      const known = profiles.find((profile) => profile.id === id);
      if (known === undefined) throw new Refusal('imports.profile_unknown', { id });
      if (known.ended !== null) return;
      const ended = { ...known, ended: { at: this.#instant(), by, reason } };
      await writeProfiles(
        this.#file,
        profiles.map((profile) => (profile.id === id ? ended : profile)),
      );
    });
  }

  #instant(): string {
    return new Date(this.#now()).toISOString();
  }

  #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const next = this.#last.then(work, work);
    this.#last = next.catch(() => undefined);
    return next;
  }
}
