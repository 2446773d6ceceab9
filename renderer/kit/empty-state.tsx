import type { ReactNode } from 'react';

export interface EmptyStateProps {
  /** What would fill this: `登记第一件财物后会出现在这里。` */
  readonly children: ReactNode;
  /** The act that fills it. */
  readonly action?: ReactNode;
}

export function EmptyState({ children, action }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <p>{children}</p>
      {action}
    </div>
  );
}
