import * as z from 'zod/mini';
import type { LedgerEntry, WriteDatabase } from '../../kernel/module.ts';
import { orderEntries } from './entries.ts';

export const orderTables = `
create table evidence_order (
  ordinal integer primary key, id text not null unique, number text not null unique, purpose text not null, state text not null,
  reason text not null, destination text not null, applicant text not null, applicant_name text not null, unit text not null,
  borrower text not null, borrower_name text not null, due_at text, list_hash text not null, released_until text,
  handed_over_at text, exception integer not null default 0, created_at text not null
) strict;
create index evidence_order_state on evidence_order (state);
create table evidence_order_item (
  order_id text not null, item text not null, position integer not null, out integer not null default 0, back integer not null default 0,
  primary key (order_id, item)
) strict;
create index evidence_order_item_item on evidence_order_item (item);
create table evidence_approval (
  ordinal integer primary key, order_id text not null, approver text not null, approver_name text not null, role text not null,
  decision text not null, opinion text not null, at text not null, list_hash text not null, void integer not null default 0
) strict;
create index evidence_approval_order on evidence_approval (order_id);
create table evidence_extension (
  ordinal integer primary key, order_id text not null, until text not null, reason text not null, state text not null, at text not null
) strict;
create index evidence_extension_order on evidence_extension (order_id);
`;

function writeItems(database: WriteDatabase, order: string, items: readonly string[]): void {
  database.run('delete from evidence_order_item where order_id = ?', order);
  for (const [position, item] of items.entries()) {
    database.run(
      'insert into evidence_order_item (order_id, item, position) values (?, ?, ?)',
      order,
      item,
      position,
    );
  }
}

function setState(database: WriteDatabase, order: string, state: string): void {
  database.run('update evidence_order set state = ? where id = ?', state, order);
}

export function projectOrders(entry: LedgerEntry, database: WriteDatabase): void {
  switch (entry.type) {
    case 'evidence.order-created': {
      const body = z.parse(orderEntries[entry.type].schema, entry.body);
      database.run(
        `insert into evidence_order (ordinal, id, number, purpose, state, reason, destination, applicant, applicant_name, unit,
           borrower, borrower_name, due_at, list_hash, created_at) values (?, ?, ?, ?, 'draft', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        entry.seq,
        body.id,
        body.number,
        body.purpose,
        body.reason,
        body.destination,
        body.applicant.person,
        body.applicant.name,
        body.unit,
        body.borrower.person,
        body.borrower.name,
        body.dueAt,
        body.listHash,
        entry.at,
      );
      writeItems(database, body.id, body.items);
      return;
    }
    case 'evidence.order-edited': {
      const body = z.parse(orderEntries[entry.type].schema, entry.body);
      database.run(
        `update evidence_order set purpose = ?, state = 'draft', reason = ?, destination = ?, borrower = ?, borrower_name = ?,
           due_at = ?, list_hash = ?, released_until = null where id = ?`,
        body.purpose,
        body.reason,
        body.destination,
        body.borrower.person,
        body.borrower.name,
        body.dueAt,
        body.listHash,
        body.id,
      );
      database.run('update evidence_approval set void = 1 where order_id = ?', body.id);
      writeItems(database, body.id, body.items);
      return;
    }
    case 'evidence.order-submitted': {
      setState(database, z.parse(orderEntries[entry.type].schema, entry.body).id, 'submitted');
      return;
    }
    case 'evidence.order-withdrawn': {
      setState(database, z.parse(orderEntries[entry.type].schema, entry.body).id, 'withdrawn');
      return;
    }
    case 'evidence.order-decided': {
      const body = z.parse(orderEntries[entry.type].schema, entry.body);
      database.run(
        `insert into evidence_approval (ordinal, order_id, approver, approver_name, role, decision, opinion, at, list_hash)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        entry.seq,
        body.id,
        entry.actor.person,
        entry.actor.name,
        body.role,
        body.decision,
        body.opinion,
        entry.at,
        body.listHash,
      );
      setState(database, body.id, body.decision === 'returned' ? 'returned-for-edit' : body.decision);
      return;
    }
    case 'evidence.order-released': {
      const body = z.parse(orderEntries[entry.type].schema, entry.body);
      database.run(
        "update evidence_order set state = 'released', released_until = ? where id = ?",
        body.until,
        body.id,
      );
      return;
    }
    case 'evidence.order-release-lapsed': {
      const body = z.parse(orderEntries[entry.type].schema, entry.body);
      database.run(
        "update evidence_order set state = 'approved', released_until = null where id = ?",
        body.id,
      );
      return;
    }
    case 'evidence.order-handed-over': {
      const body = z.parse(orderEntries[entry.type].schema, entry.body);
      database.run(
        "update evidence_order set state = 'handed-over', handed_over_at = ? where id = ?",
        entry.at,
        body.id,
      );
      database.run('update evidence_order_item set out = 1 where order_id = ?', body.id);
      return;
    }
    case 'evidence.order-item-returned': {
      const body = z.parse(orderEntries[entry.type].schema, entry.body);
      database.run(
        'update evidence_order_item set back = 1 where order_id = ? and item = ?',
        body.id,
        body.item,
      );
      if (body.variances.length > 0)
        database.run('update evidence_order set exception = 1 where id = ?', body.id);
      return;
    }
    case 'evidence.order-extension-asked': {
      const body = z.parse(orderEntries[entry.type].schema, entry.body);
      database.run(
        "insert into evidence_extension (ordinal, order_id, until, reason, state, at) values (?, ?, ?, ?, 'asked', ?)",
        entry.seq,
        body.id,
        body.until,
        body.reason,
        entry.at,
      );
      return;
    }
    case 'evidence.order-extension-decided': {
      const body = z.parse(orderEntries[entry.type].schema, entry.body);
      database.run(
        "update evidence_extension set state = ? where order_id = ? and state = 'asked'",
        body.grant ? 'granted' : 'refused',
        body.id,
      );
      if (body.grant) {
        database.run('update evidence_order set due_at = ? where id = ?', body.until, body.id);
        database.run(
          'update evidence_item set due_at = ? where open_order = ? and due_at is not null',
          body.until,
          body.id,
        );
      }
      return;
    }
    case 'evidence.order-expired': {
      setState(database, z.parse(orderEntries[entry.type].schema, entry.body).id, 'expired');
      return;
    }
    case 'evidence.order-closed': {
      const body = z.parse(orderEntries[entry.type].schema, entry.body);
      setState(database, body.id, body.exception ? 'closed-with-exception' : 'closed');
      return;
    }
    default:
      return;
  }
}
