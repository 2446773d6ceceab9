import type { ReactNode } from 'react';
import { StateShape } from './state-mark.tsx';

export interface AlarmBannerProps {
  /** What, where: `通道门 1：有财物未经批准出库`. */
  readonly title: string;
  /** Which things, who, since when. */
  readonly children?: ReactNode;
  /** Links and buttons: look at it, silence. */
  readonly actions?: ReactNode;
}

/** The one place for red. Read out at once. */
export function AlarmBanner({ title, children, actions }: AlarmBannerProps) {
  return (
    <div className="alarm-banner" role="alert">
      <StateShape tone="alarm" />
      <div className="alarm-words">
        <strong>{title}</strong>
        {children !== undefined && <span>{children}</span>}
      </div>
      {actions !== undefined && <div className="button-row">{actions}</div>}
    </div>
  );
}
