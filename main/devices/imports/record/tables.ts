/** Numbered behind the evidence room's. */
export const importMigrations = [
  {
    number: 200,
    name: 'imports',
    sql: `
create table imports_digest_key (id integer primary key check (id = 1), sealed text not null, person text not null) strict;
create table imports_receipt (
  id text primary key, at text not null, way text not null, way_id text, form text not null, bytes integer not null,
  attachment text not null, original text not null, message text,
  state text not null, reason text not null, profile text, results integer not null, known integer not null,
  changed integer not null, refused integer not null, content text not null,
  settled_at text, settled_by text, settled_act text, settled_note text
) strict;
create index imports_receipt_original on imports_receipt (original);
create index imports_receipt_message on imports_receipt (message) where message is not null;
create index imports_receipt_state on imports_receipt (state, id);
create table imports_result (
  receipt text not null, body text not null, place integer not null, key text not null, print text not null,
  replaced_by text, primary key (receipt, body, place)
) strict;
create index imports_result_key on imports_result (key) where replaced_by is null;
`,
  },
];

export const importProjectionTables = ['imports_digest_key', 'imports_receipt', 'imports_result'];
