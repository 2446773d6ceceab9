import {
  type CalendarDate,
  now,
  parseAbsolute,
  parseDate,
  today,
  type ZonedDateTime,
} from '@internationalized/date';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  Popover,
} from 'react-aria-components';
import { FieldLabel, FieldNotes, type FieldProps, fieldState } from './field.tsx';
import { formatDate, formatDateTime, formatWeekday } from './format.ts';
import { t } from './i18n.ts';
import { CalendarIcon, ChevronLeftIcon, ChevronRightIcon } from './icons.tsx';

const timeZone = 'Asia/Shanghai';

export interface DateFieldProps extends FieldProps<string | null> {
  /** `day`: value is `2026-11-23`. `minute`: value is an instant, `2026-11-23T06:05:00.000Z`, shown as in China. */
  readonly precision?: 'day' | 'minute';
  /** Same form as the value. */
  readonly earliest?: string;
  readonly latest?: string;
}

/** A date that is typed or picked; what was understood stands under it in words: `2026年11月23日 星期一`. */
export function DateField(props: DateFieldProps) {
  const {
    label,
    value,
    onChange,
    hint,
    error,
    required = false,
    precision = 'day',
    earliest,
    latest,
  } = props;
  const parsed = read(value, precision);
  const inWords = value === null || parsed === null ? hint : describe(value, precision);
  return (
    <DatePicker<CalendarDate | ZonedDateTime>
      {...fieldState(props)}
      value={parsed}
      onChange={(next) => onChange(next === null ? null : write(next))}
      granularity={precision}
      hourCycle={24}
      hideTimeZone
      shouldForceLeadingZeros
      placeholderValue={
        precision === 'day' ? today(timeZone) : now(timeZone).set({ second: 0, millisecond: 0 })
      }
      {...limit('minValue', earliest, precision)}
      {...limit('maxValue', latest, precision)}
    >
      <FieldLabel label={label} required={required} />
      <Group className="control">
        <DateInput className="date">{(segment) => <DateSegment segment={segment} />}</DateInput>
        <Button className="step" aria-label={t('common.calendar')}>
          <CalendarIcon />
        </Button>
      </Group>
      <FieldNotes hint={inWords} error={error} />
      <Popover className="popover">
        <Dialog className="calendar" aria-label={t('common.pick_date')}>
          <Calendar>
            <header>
              <Button slot="previous" className="icon-button" aria-label={t('common.previous_month')}>
                <ChevronLeftIcon />
              </Button>
              <Heading />
              <Button slot="next" className="icon-button" aria-label={t('common.next_month')}>
                <ChevronRightIcon />
              </Button>
            </header>
            <CalendarGrid>{(date) => <CalendarCell date={date} className="calendar-day" />}</CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
}

function read(value: string | null, precision: 'day' | 'minute'): CalendarDate | ZonedDateTime | null {
  if (value === null || value === '') return null;
  try {
    return precision === 'day' ? parseDate(value) : parseAbsolute(value, timeZone);
  } catch {
    return null;
  }
}

function write(value: CalendarDate | ZonedDateTime): string {
  return 'timeZone' in value ? value.toAbsoluteString() : value.toString();
}

function describe(value: string, precision: 'day' | 'minute'): string {
  if (precision === 'minute') return `${formatDateTime(value)} ${formatWeekday(value)}`;
  const noon = `${value}T12:00:00+08:00`;
  return `${formatDate(noon)} ${formatWeekday(noon)}`;
}

function limit<Name extends 'minValue' | 'maxValue'>(
  name: Name,
  value: string | undefined,
  precision: 'day' | 'minute',
): Partial<Record<Name, CalendarDate | ZonedDateTime>> {
  const parsed = value === undefined ? null : read(value, precision);
  const limits: Partial<Record<Name, CalendarDate | ZonedDateTime>> = {};
  if (parsed !== null) limits[name] = parsed;
  return limits;
}
