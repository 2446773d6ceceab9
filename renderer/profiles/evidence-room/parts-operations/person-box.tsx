import { useClient } from '../../../client/index.ts';
import { ComboBox, type FieldProps, type Option } from '../../../kit/index.ts';

/** A person of this county, found by name, badge number or pinyin initials. */
export function PersonBox(props: FieldProps<Option<string> | null>) {
  const client = useClient();
  return (
    <ComboBox
      {...props}
      search={async (words, signal) => {
        const { rows } = await client.identity.persons(
          { limit: 20, ...(words === '' ? {} : { words }) },
          { signal },
        );
        return rows
          .filter((person) => person.left === null)
          .map((person) => ({
            value: person.id,
            label: person.name,
            detail: [person.badgeNumber, person.departmentName ?? person.unitName].join(' '),
          }));
      }}
    />
  );
}
