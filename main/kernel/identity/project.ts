import * as z from 'zod/mini';
import type { LedgerEntry, WriteDatabase } from '../module.ts';
import { pinyinInitials } from '../search/pinyin.ts';
import { identityEntries } from './entries.ts';

/** Entry → rows of the identity tables. Unknown entry types of other domains pass by. */
export function projectIdentity(entry: LedgerEntry, database: WriteDatabase): void {
  switch (entry.type) {
    case 'identity.unit-added': {
      const body = z.parse(identityEntries[entry.type].schema, entry.body);
      database.run(
        'insert into identity_unit (code, name, level, parent) values (?, ?, ?, ?)',
        body.code,
        body.name,
        body.level,
        body.parent,
      );
      return;
    }
    case 'identity.unit-renamed': {
      const body = z.parse(identityEntries[entry.type].schema, entry.body);
      database.run('update identity_unit set name = ? where code = ?', body.name, body.code);
      return;
    }
    case 'identity.department-added': {
      const body = z.parse(identityEntries[entry.type].schema, entry.body);
      database.run(
        'insert into identity_department (id, unit, name) values (?, ?, ?)',
        body.id,
        body.unit,
        body.name,
      );
      return;
    }
    case 'identity.person-added': {
      const body = z.parse(identityEntries[entry.type].schema, entry.body);
      database.run(
        'insert into identity_person (id, name, initials, badge_number, unit, department) values (?, ?, ?, ?, ?, ?)',
        body.id,
        body.name,
        pinyinInitials(body.name),
        body.badgeNumber,
        body.unit,
        body.department,
      );
      return;
    }
    case 'identity.person-left': {
      const body = z.parse(identityEntries[entry.type].schema, entry.body);
      database.run('update identity_person set left_at = ? where id = ?', entry.at, body.person);
      database.run(
        'update identity_card set ended = ? where person = ? and ended is null',
        entry.at,
        body.person,
      );
      database.run(
        'update identity_post set valid_until = ? where person = ? and (valid_until is null or valid_until > ?)',
        entry.at,
        body.person,
        entry.at,
      );
      return;
    }
    case 'identity.card-added': {
      const body = z.parse(identityEntries[entry.type].schema, entry.body);
      database.run(
        'insert into identity_card (id, person, kind, lookup, masked, epc) values (?, ?, ?, ?, ?, ?)',
        body.id,
        body.person,
        body.kind,
        body.lookup,
        body.masked,
        body.epc,
      );
      return;
    }
    case 'identity.card-ended': {
      const body = z.parse(identityEntries[entry.type].schema, entry.body);
      database.run('update identity_card set ended = ? where id = ?', entry.at, body.id);
      return;
    }
    case 'identity.post-granted': {
      const body = z.parse(identityEntries[entry.type].schema, entry.body);
      database.run(
        'insert into identity_post (id, person, role, unit, valid_from, valid_until) values (?, ?, ?, ?, ?, ?)',
        body.id,
        body.person,
        body.role,
        body.unit,
        body.validFrom,
        body.validUntil,
      );
      return;
    }
    case 'identity.post-ended': {
      const body = z.parse(identityEntries[entry.type].schema, entry.body);
      database.run('update identity_post set valid_until = ? where id = ?', entry.at, body.id);
      return;
    }
    case 'identity.account-opened': {
      const body = z.parse(identityEntries[entry.type].schema, entry.body);
      database.run('insert into identity_account (person, account) values (?, ?)', body.person, body.account);
      return;
    }
    case 'identity.account-locked': {
      const body = z.parse(identityEntries[entry.type].schema, entry.body);
      database.run('update identity_account set locked_until = ? where person = ?', body.until, body.person);
      return;
    }
    case 'identity.account-unlocked': {
      const body = z.parse(identityEntries[entry.type].schema, entry.body);
      database.run('update identity_account set locked_until = null where person = ?', body.person);
      return;
    }
    default:
      return;
  }
}
