import { closedInstruments } from '../../../drivers/imports/closed-instruments.ts';
import { importedNames, measuredChoices } from '../../../drivers/imports/measured-choices.ts';
import { type FormMapping, suggestMapping } from '../../../drivers/imports/suggestion.ts';
import { surveyFile } from '../../../drivers/imports/survey.ts';
import type { ImportMappingForm } from '../../contract/imports.ts';
import { Refusal } from '../../kernel/errors.ts';
import { personOf, type Procedures } from '../../kernel/sessions/procedures.ts';
import { checkedMapping, wholeMapping } from './checked-mapping.ts';
import { previewOf } from './preview.ts';
import type { ProfileShelf } from './profile-shelf.ts';

export interface ImportsServiceOptions {
  readonly os: Procedures;
  readonly shelf: ProfileShelf;
  readonly log: { info(detail: object, message: string): void };
}

/** Lists of the parsers are read-only; the wire's are not. */
function plainMapping(mapping: FormMapping): ImportMappingForm {
  const values = mapping.values.map(({ unitTexts, ...value }) => ({
    ...value,
    ...(unitTexts === undefined ? {} : { unitTexts: [...unitTexts] }),
  }));
  return { ...mapping, values };
}

/** Implements the bench of `contract.imports`. Texts of files are looked at and forgotten; only mappings are kept. */
export function createImportsService({ os, shelf, log }: ImportsServiceOptions) {
  const { imports } = os;

  return {
    choices: imports.choices.handler(() => ({
      names: importedNames.map((name) => ({
        name,
        units: measuredChoices[name].map(([unit, from, to]) => ({ unit, from, to })),
      })),
      closed: closedInstruments.map(({ id, wayIn, notRead }) => ({
        id,
        wayIn: [...wayIn],
        notRead: [...notRead],
      })),
    })),

    look: imports.look.handler(({ input: { text } }) => {
      const survey = surveyFile(text);
      const mapping = suggestMapping(text, survey);
      return {
        form: survey.form,
        records: survey.records,
        sender: survey.sender,
        segments: survey.segments.map((segment) => ({ ...segment })),
        fields: survey.fields.map((field) => ({ ...field, samples: [...field.samples] })),
        mapping: mapping === undefined ? null : plainMapping(mapping),
      };
    }),

    preview: imports.preview.handler(({ input: { text, mapping } }) =>
      previewOf(text, checkedMapping(mapping)),
    ),

    profiles: imports.profiles.handler(() => shelf.list()),

    saveProfile: imports.saveProfile.handler(async ({ input: { commandId, profile, base }, context }) => {
      const { actor } = personOf(context.caller);
      wholeMapping(profile.mapping);
      const saved = await shelf.save({ commandId, profile, base, by: actor.name });
      log.info({ profile: profile.id, version: saved.version }, 'import profile saved');
      return saved;
    }),

    removeProfile: imports.removeProfile.handler(async ({ input: { id, reason }, context }) => {
      const { actor } = personOf(context.caller);
      if (reason === '') throw new Refusal('imports.reason_missing', {});
      await shelf.end(id, actor.name, reason);
      log.info({ profile: id, reason }, 'import profile taken out of use');
      return { id };
    }),
  };
}
