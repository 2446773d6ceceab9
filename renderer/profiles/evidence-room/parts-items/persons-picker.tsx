import { useClient } from '../../../client/index.ts';
import { ComboBox, IconButton, type Option, t } from '../../../kit/index.ts';
import { CloseIcon } from '../../../kit/icons.tsx';

export interface PersonsPickerProps {
  readonly label: string;
  readonly value: readonly Option<string>[];
  readonly onChange: (value: readonly Option<string>[]) => void;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly name?: string;
  readonly onBlur?: () => void;
}

/** Several persons, one after another: those who work on cases come up, found by name, pinyin or badge number. */
export function PersonsPicker(props: PersonsPickerProps) {
  const { label, value, onChange, hint, error, required = false, name, onBlur } = props;
  const client = useClient();
  return (
    <div className="section">
      <ComboBox
        label={label}
        value={null}
        onChange={(chosen) => {
          if (chosen !== null && !value.some((one) => one.value === chosen.value))
            onChange([...value, chosen]);
        }}
        search={async (words) => {
          const { rows } = await client.identity.persons({
            role: 'case-officer',
            limit: 20,
            ...(words === '' ? {} : { words }),
          });
          return rows
            .filter((row) => row.left === null && !value.some((one) => one.value === row.id))
            .map((row) => ({ value: row.id, label: row.name, detail: `${row.badgeNumber} ${row.unitName}` }));
        }}
        required={required}
        error={error}
        {...(hint === undefined ? {} : { hint })}
        {...(name === undefined ? {} : { name })}
        {...(onBlur === undefined ? {} : { onBlur })}
      />
      {value.length > 0 && (
        <ul className="chosen-list" aria-label={label}>
          {value.map((one) => (
            <li key={one.value}>
              {one.label} <span className="quiet small">{one.detail}</span>
              <IconButton
                icon={<CloseIcon />}
                label={t('cases.remove_officer', { name: one.label })}
                onPress={() => onChange(value.filter((other) => other.value !== one.value))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
