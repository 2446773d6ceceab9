import type { ReactNode } from 'react';

/** Drawn on a 16-unit square, in the colour and size of the text beside it. Icons stand for acts, never for decoration. */
function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

function icon(path: string) {
  return function PathIcon() {
    return (
      <Icon>
        <path d={path} />
      </Icon>
    );
  };
}

export const CloseIcon = icon('M4 4l8 8M12 4l-8 8');
export const CheckIcon = icon('M3 8.5l3.2 3.2L13 4.8');
export const MinusIcon = icon('M3.5 8h9');
export const PlusIcon = icon('M8 3.5v9M3.5 8h9');
export const ChevronDownIcon = icon('M4 6l4 4 4-4');
export const ChevronUpIcon = icon('M4 10l4-4 4 4');
export const ChevronLeftIcon = icon('M10 4l-4 4 4 4');
export const ChevronRightIcon = icon('M6 4l4 4-4 4');
export const SearchIcon = icon('M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3L14 14');
export const CalendarIcon = icon('M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.2V5M10.5 2.2V5');
export const WarningIcon = icon('M8 2.2l6.2 11.3H1.8zM8 6.5v3.2M8 11.6v.1');
export const LockIcon = icon('M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5');
export const CameraIcon = icon('M2 5h3l1-1.5h4L11 5h3v8H2zM8 11a2.2 2.2 0 1 0 0-4.4A2.2 2.2 0 0 0 8 11z');
export const PrintIcon = icon('M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z');
export const ExportIcon = icon('M8 10V2.5M5 5.2l3-2.9 3 2.9M3 9.5v4h10v-4');
export const EnlargeIcon = icon('M9.5 2.5h4v4M6.5 13.5h-4v-4M13.5 2.5L9 7M2.5 13.5L7 9');
export const MoreIcon = icon('M3.5 8h.1M8 8h.1M12.5 8h.1');
export const PersonIcon = icon(
  'M8 7.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM2.8 14c.4-3 2.5-4.4 5.2-4.4s4.8 1.4 5.2 4.4',
);
export const CardIcon = icon('M1.8 3.5h12.4v9H1.8zM1.8 6.2h12.4M4 9.8h3');
export const BackspaceIcon = icon('M5.5 3.5h9v9h-9L1.8 8zM8 6.2l3.6 3.6M11.6 6.2L8 9.8');
export const TagIcon = icon('M2.5 2.5h5.2l6 6-5.2 5.2-6-6zM5.4 5.4h.1');
export const DoorIcon = icon('M3.5 13.5v-11h9v11M2 13.5h12M10 8v.6');
export const BellIcon = icon('M3 11.5h10M4.3 11.5V7a3.7 3.7 0 0 1 7.4 0v4.5M6.8 13.6h2.4M8 2v1');
