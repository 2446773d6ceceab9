import { useQuery } from '../../../client/index.ts';
import { Button, Failure, StateMark, t } from '../../../kit/index.ts';
import { CellPicker, type ChosenCell } from '../parts-items/cell-picker.tsx';

export interface CellStepProps {
  readonly item: string;
  readonly value: ChosenCell | null;
  readonly onChange: (cell: ChosenCell) => void;
  readonly onNext: () => void;
}

/** 选格: the node proposes one and says why; the drawing or a scan of the cell's label chooses another. */
export function CellStep({ item, value, onChange, onNext }: CellStepProps) {
  const {
    data: suggestion,
    failure,
    again,
  } = useQuery({
    key: ['suggest-cell', item],
    topics: ['items', 'places'],
    ask: (client) => client.storage.suggestCell({ item }),
  });
  return (
    <div className="section">
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
      {suggestion === null && <StateMark tone="partly">{t('intake.no_cell_fits')}</StateMark>}
      {suggestion !== undefined && suggestion !== null && (
        <div className="chosen-line">
          <span>
            {t('orders.cell_proposed', { path: suggestion.path })}{' '}
            <span className="quiet small">{t(`orders.cell_reason.${suggestion.reason}`)}</span>
          </span>
          {value?.cell === suggestion.cell ? (
            <StateMark tone="active">{t('places.cell_here')}</StateMark>
          ) : (
            <Button
              kind={value === null ? 'primary' : 'quiet'}
              onPress={() => onChange({ cell: suggestion.cell, path: suggestion.path })}
            >
              {t('orders.cell_take')}
            </Button>
          )}
        </div>
      )}
      <CellPicker
        value={value}
        onChange={onChange}
        suggested={suggestion === null ? undefined : suggestion}
      />
      <div className="button-row">
        <Button
          kind={value === null ? 'quiet' : 'primary'}
          disabled={value === null}
          {...(value === null ? { reason: t('places.no_cell_chosen') } : {})}
          onPress={onNext}
        >
          {t('intake.to_officer')}
        </Button>
      </div>
    </div>
  );
}
