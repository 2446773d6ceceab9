import type { Permission } from '../../../../main/contract/common.ts';
import { t, type TextKey } from '../../../kit/index.ts';
import { useMay } from '../../../shell/session-context.ts';
import { SectionLinks } from '../parts-operations/view-switch.tsx';

interface Section {
  readonly to: string;
  readonly title: TextKey;
  readonly permission?: Permission;
}

/** Pages below 设置, in the order of how often they are wanted. */
const sections: readonly Section[] = [
  { to: '/settings', title: 'settings.mine' },
  { to: '/settings/persons', title: 'people.persons', permission: 'identity.read' },
  { to: '/settings/units', title: 'people.units', permission: 'identity.read' },
  { to: '/settings/station', title: 'settings.station', permission: 'settings.manage' },
  { to: '/settings/dictionaries', title: 'settings.dictionaries', permission: 'dictionary.manage' },
  { to: '/settings/ledger', title: 'ledger.title' },
  { to: '/settings/upkeep', title: 'settings.upkeep', permission: 'devices.read' },
];

export function SettingsSections({ current }: { readonly current: string }) {
  const may = useMay();
  return (
    <SectionLinks
      label={t('settings.title')}
      current={current}
      links={sections
        .filter(({ permission }) => permission === undefined || may(permission))
        .map(({ to, title }) => ({ to, title: t(title) }))}
    />
  );
}
