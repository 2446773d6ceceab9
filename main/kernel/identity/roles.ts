import type { Permission } from '../../contract/common.ts';
import type { Role } from '../../contract/identity.ts';

const reading: readonly Permission[] = [
  'case.read',
  'item.read',
  'order.read',
  'gate.read',
  'statistics.read',
];
const custody: readonly Permission[] = [
  ...reading,
  'case.write',
  'item.register',
  'item.intake',
  'item.store',
  'label.print',
  'order.execute',
  'gate.settle',
  'alarm.handle',
  'devices.read',
];

/** What each role (domain notes 3.7) may do. The technical administrator sees no content and approves nothing. */
export const rolePermissions: Readonly<Record<Role, readonly Permission[]>> = {
  'system-administrator': [
    'identity.read',
    'devices.read',
    'devices.manage',
    'settings.manage',
    'dictionary.manage',
  ],
  'unit-administrator': [
    'identity.read',
    'identity.manage',
    'dictionary.manage',
    'settings.manage',
    'devices.read',
    'devices.manage',
    'imports.read-original',
    'notice.publish',
    'statistics.read',
  ],
  'custodian-in-charge': [...custody, 'storage.manage', 'door.authorise', 'notice.publish', 'identity.read'],
  custodian: custody,
  'case-officer': ['case.read', 'case.write', 'item.read', 'item.register', 'order.read', 'order.apply'],
  'department-head': [
    'case.read',
    'item.read',
    'order.read',
    'order.apply',
    'order.approve',
    'statistics.read',
  ],
  'unit-head': [...reading, 'order.approve', 'door.authorise', 'notice.publish', 'identity.read'],
  supervisor: [...reading, 'alarm.review', 'door.authorise', 'ledger.read', 'identity.read'],
  'superior-reader': reading,
  'external-reader': ['case.read', 'item.read'],
  'transfer-clerk': ['case.read', 'item.read', 'order.read'],
  laboratory: ['item.read', 'order.read'],
  'system-auditor': ['ledger.read', 'identity.read'],
};

/** Why one person may not hold two posts at the same time (domain notes 2.2 and 3.7); undefined = they go together. */
export function roleConflict(
  held: Role,
  wanted: Role,
): 'custody-and-case-work' | 'administration-and-business' | 'audit-stands-alone' | undefined {
  if (held === wanted) return undefined;
  const pair = new Set<Role>([held, wanted]);
  if (pair.has('system-auditor')) return 'audit-stands-alone';
  const custodial = pair.has('custodian') || pair.has('custodian-in-charge');
  if (custodial && (pair.has('case-officer') || pair.has('department-head'))) return 'custody-and-case-work';
  if (pair.has('system-administrator') && !pair.has('unit-administrator'))
    return 'administration-and-business';
  if (pair.has('unit-administrator') && !pair.has('system-administrator'))
    return 'administration-and-business';
  if (pair.has('supervisor') && custodial) return 'administration-and-business';
  return undefined;
}
