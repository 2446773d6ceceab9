import * as z from 'zod/mini';
import { allow, command, done, id, instant, name, shortText } from './common.ts';
import { importsReceivedContract } from './imports-received.ts';

/** A file of a closed instrument as text; larger exports are cut by the person into years. */
export const mostImportCharacters = 1_000_000;

const code = z.string().check(z.maxLength(200));

export const importValue = z.object({
  /** First component of OBX-3, or heading of a column. */
  code,
  /** Name of a measured value (`drivers/decoded.ts`). */
  name: z.string().check(z.maxLength(40)),
  /** UCUM. */
  unit: z.string().check(z.maxLength(20)),
  /** How the file may write the unit beside that. */
  unitTexts: z.optional(z.array(z.string().check(z.maxLength(20))).check(z.maxLength(10))),
  /** Plausible; outside = the result is refused as a whole. */
  from: z.number(),
  to: z.number(),
});
export type ImportValue = z.infer<typeof importValue>;

const values = z.array(importValue).check(z.maxLength(200));

/** 导入对应关系: what stands where in a file. */
export const importMapping = z.discriminatedUnion('form', [
  z.object({ form: z.literal('hl7'), values }),
  z.object({
    form: z.literal('csv'),
    /** Heading of the column with the person's number; `''` while it is not chosen. */
    person: code,
    /** Date and time, or the date alone with `time`. */
    date: code,
    time: z.optional(code),
    dateOrder: z.enum(['year-first', 'day-first', 'month-first']),
    instrument: z.optional(code),
    decimalComma: z.optional(z.boolean()),
    values,
  }),
]);
export type ImportMappingForm = z.infer<typeof importMapping>;

export const importProfile = z.object({ id, name, mapping: importMapping });
export type ImportProfile = z.infer<typeof importProfile>;

const file = { text: z.string().check(z.maxLength(mostImportCharacters)) };

/** 文件导入: mappings for instruments whose line is closed, tried on files of which nothing is kept; and what is received. */
export const importsContract = {
  ...importsReceivedContract,
  /** What can be measured, with its units and plausible ranges, the usual unit first; and what is closed. */
  choices: allow('devices.manage')
    .input(z.object({}))
    .output(
      z.object({
        names: z.array(
          z.object({
            name: z.string(),
            units: z.array(z.object({ unit: z.string(), from: z.number(), to: z.number() })),
          }),
        ),
        closed: z.array(
          z.object({ id: z.string(), wayIn: z.array(z.string()), notRead: z.array(z.string()) }),
        ),
      }),
    ),
  /** What a file is and what stands in it, personal values masked, with a mapping to begin with. */
  look: allow('devices.manage')
    .input(z.object(file))
    .output(
      z.object({
        form: z.string(),
        records: z.int(),
        sender: z.string(),
        segments: z.array(z.object({ name: z.string(), count: z.int() })),
        fields: z.array(
          z.object({
            code: z.string(),
            text: z.string(),
            unit: z.string(),
            filled: z.int(),
            samples: z.array(z.string()),
            isNumeric: z.boolean(),
          }),
        ),
        mapping: z.nullable(importMapping),
      }),
    ),
  /** What the mapping makes of the file, row by row. */
  preview: allow('devices.manage')
    .input(z.object({ ...file, mapping: importMapping }))
    .output(
      z.object({
        taken: z.int(),
        refused: z.int(),
        /** How often each reason came. */
        reasons: z.array(z.object({ reason: z.string(), where: z.string(), count: z.int() })),
        /** The first ones of the file; refusals before results where there are too many. */
        rows: z.array(
          z.object({
            /** Row of the table, or control id of the message. */
            source: z.string(),
            refused: z.nullable(z.object({ reason: z.string(), where: z.string() })),
            /** Masked. */
            person: z.string(),
            at: z.string(),
            values: z.array(z.object({ name: z.string(), value: z.number(), unit: z.string() })),
            unmapped: z.int(),
          }),
        ),
      }),
    ),
  profiles: allow('devices.manage')
    .input(z.object({}))
    .output(
      z.array(
        z.extend(importProfile, {
          /** From 1; a save makes a new one, earlier ones stay in the file. */
          version: z.int(),
          savedAt: instant,
          savedBy: z.string(),
        }),
      ),
    ),
  /** `base`: the version that was changed; 0 = a new profile. */
  saveProfile: allow('devices.manage')
    .input(command({ profile: importProfile, base: z.int() }))
    .output(z.object({ id, version: z.int() })),
  removeProfile: allow('devices.manage')
    .input(command({ id, reason: shortText }))
    .output(done),
};
