/**
 * One row an item with the axes of domain notes 3.1 side by side: legal measure, custody, place, integrity, tag, record.

 * `side` is where the item physically is as far as the portal knows: inside, outside, or unknown between intake at the
 * counter and its first passage.
 * What a screen shows as "state" is derived from custody and the closing event, never stored as one status.
 */
export const itemTables = `
create table evidence_item (
  ordinal integer primary key, id text not null unique, code text not null unique, case_id text not null,
  name text not null, category text not null, scene_category text not null,
  quantity text not null, measure_unit text not null, features text not null,
  measure text not null, organ text not null, legal_since text not null,
  list_number text not null, seized_at text not null, seized_place text not null, owner text,
  seal_number text not null, gross_weight text, condition text not null default '',
  seal_broken integer not null default 0, damaged integer not null default 0, flags text not null,
  custody text not null, holder_person text, holder_name text not null, holder_since text not null,
  cell text, record text not null, epc text, photo text, open_order text, due_at text,
  registered_at text not null, registered_by text not null, side text not null default 'outside', sighted_at text, sighted_where text
) strict;
create index evidence_item_case on evidence_item (case_id);
create index evidence_item_custody on evidence_item (custody);
create index evidence_item_cell on evidence_item (cell) where cell is not null;
create unique index evidence_item_epc on evidence_item (epc) where epc is not null;
create index evidence_item_due on evidence_item (due_at) where due_at is not null;
create virtual table evidence_item_search using fts5(words, tokenize = 'unicode61', content = '', contentless_delete = 1, detail = none);
create table evidence_photo (
  item text not null, hash text not null, taken_at text not null, taken_by text not null, source text not null,
  caption text not null, primary key (item, hash)
) strict;
create table evidence_tag (
  ordinal integer primary key, item text not null, epc text not null, tid text, bound_at text not null, bound_by text not null,
  method text not null, read_back integer not null, until text
) strict;
create index evidence_tag_item on evidence_tag (item);
create index evidence_tag_epc on evidence_tag (epc);
create table evidence_serial (stem text primary key, last integer not null) strict;
`;
