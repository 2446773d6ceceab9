import type { MigrationSet } from './migrations.ts';

/**
 * The kernel's own tables. A commit writes every page it touched, so the path of an entry touches few: the entry, its
 * place in the index by aggregate, and the applied command. There is no index by id: ids of a node rise with seq, so an
 * id is found by bisection over the primary key (`entries.ts`). `hash` stands before the long text, so that a walk over
 * hashes does not follow overflow pages.
 */
export const KERNEL_TABLES: MigrationSet = {
  name: 'kernel',
  migrations: [
    {
      number: 10,
      name: 'ledger',
      sql: `
        CREATE TABLE node_identity (
          only INTEGER PRIMARY KEY CHECK (only = 1),
          node TEXT NOT NULL,
          epoch INTEGER NOT NULL,
          verifier_key TEXT NOT NULL
        ) STRICT;
        CREATE TABLE ledger_entry (
          seq INTEGER PRIMARY KEY,
          hash BLOB NOT NULL,
          aggregate TEXT NOT NULL,
          type TEXT NOT NULL,
          canonical TEXT NOT NULL
        ) STRICT;
        CREATE INDEX ledger_entry_aggregate ON ledger_entry (aggregate);
        -- Roots of the complete subtrees of 256^level leaves, level >= 1: proofs without reading all leaves.
        CREATE TABLE ledger_subtree (
          level INTEGER NOT NULL,
          number INTEGER NOT NULL,
          hash BLOB NOT NULL,
          PRIMARY KEY (level, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE applied_command (
          command TEXT PRIMARY KEY,
          digest BLOB NOT NULL,
          first_seq INTEGER NOT NULL,
          entry_count INTEGER NOT NULL,
          output TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE checkpoint (
          size INTEGER PRIMARY KEY,
          root BLOB NOT NULL,
          note TEXT NOT NULL,
          witnessed INTEGER NOT NULL DEFAULT 0,
          at TEXT NOT NULL
        ) STRICT;
        CREATE TABLE sealed_body (
          hash BLOB PRIMARY KEY,
          person TEXT NOT NULL,
          bytes BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE person_key (
          person TEXT PRIMARY KEY,
          key BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;`,
    },
  ],
};
