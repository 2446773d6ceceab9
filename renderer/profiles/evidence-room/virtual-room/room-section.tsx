import type { ReactNode } from 'react';

export interface RoomSectionProps {
  readonly title: string;
  /** What one can do here, in one line. */
  readonly help: string;
  readonly open?: boolean;
  readonly children: ReactNode;
}

/** One thing to play with; folds away. */
export function RoomSection({ title, help, open = true, children }: RoomSectionProps) {
  return (
    <details className="virtual-part" open={open}>
      <summary>
        <h3>{title}</h3>
      </summary>
      <p className="small quiet">{help}</p>
      {children}
    </details>
  );
}
