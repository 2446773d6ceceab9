/** Everything a screen needs from the kit. */
export { AlarmBanner, type AlarmBannerProps } from './alarm-banner.tsx';
export { Breadcrumb, type BreadcrumbProps } from './breadcrumb.tsx';
export { Button, type ButtonProps, IconButton, type IconButtonProps } from './button.tsx';
export {
  Checkbox,
  type CheckboxProps,
  RadioGroup,
  type RadioGroupProps,
  Switch,
  type SwitchProps,
} from './choices.tsx';
export { classes } from './classes.ts';
export { Clock, Deadline, type DeadlineProps, useNow } from './clock.tsx';
export { ComboBox, type ComboBoxProps } from './combo-box.tsx';
export { type Command, filterCommands } from './command-filter.ts';
export { CommandPalette, type CommandPaletteProps } from './command-palette.tsx';
export { DateField, type DateFieldProps } from './date-field.tsx';
export { ConfirmDialog, type ConfirmDialogProps, Dialog, type DialogProps } from './dialog.tsx';
export { EmptyState, type EmptyStateProps } from './empty-state.tsx';
export { Failure, type FailureInfo, type FailureProps } from './failure.tsx';
export type { FieldProps } from './field.tsx';
export {
  BarChart,
  type BarChartProps,
  Figure,
  type FigureProps,
  KeyValue,
  type KeyValueProps,
  Meter,
  type MeterProps,
} from './figures.tsx';
export { Form, type FormModel, type FormOptions, type FormProps, useForm } from './form.tsx';
export type { Problems } from './form-state.ts';
export * from './format.ts';
export { type Girth, GirthPad, type GirthPadProps, type TapeUnit } from './girth-pad.tsx';
export * from './i18n.ts';
export { Lamp, type LampProps } from './lamp.tsx';
export { Menu, type MenuLine, type MenuProps } from './menu.tsx';
export { clearNotices, NoticeArea, notify, notifyFailure } from './notices.tsx';
export { NumberField, type NumberFieldProps } from './number-field.tsx';
export { NumberPad, type NumberPadProps } from './number-pad.tsx';
export { PageHeader, type PageHeaderProps } from './page-header.tsx';
export {
  Picture,
  type PictureItem,
  type PictureProps,
  PictureStrip,
  type PictureStripProps,
} from './picture.tsx';
export { PinPad, type PinPadProps } from './pin-pad.tsx';
export { QueryRow, type QueryRowProps } from './query-row.tsx';
export { dispatchScan, listenForScans, type ScanHandler, useScan } from './scan.ts';
export { type Option, Select, type SelectProps } from './select.tsx';
export { SidePanel, type SidePanelProps, Split, type SplitProps } from './side-panel.tsx';
export { StateMark, type StateMarkProps, StateShape, type StateTone } from './state-mark.tsx';
export { Stepper, type StepperProps } from './stepper.tsx';
export { Story, type StoryEntry, type StoryProps } from './story.tsx';
export { type Column, Table, type TableProps } from './table.tsx';
export type { Sort } from './table-head.tsx';
export { Tabs, type TabsProps } from './tabs.tsx';
export { TextField, type TextFieldProps } from './text-field.tsx';
