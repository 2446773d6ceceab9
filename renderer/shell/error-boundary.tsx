import { Component, type ReactNode } from 'react';
import { Failure } from '../kit/failure.tsx';

interface Props {
  readonly children: ReactNode;
  /** Another value tries again: the path. */
  readonly resetKey: string;
}
interface State {
  readonly failedKey: string | undefined;
}

/** A screen that fails takes only itself down. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failedKey: undefined };

  static getDerivedStateFromError(): Partial<State> {
    return { failedKey: '' };
  }

  override componentDidCatch(error: unknown): void {
    this.setState({ failedKey: this.props.resetKey });
    console.error(error);
  }

  override componentDidUpdate(before: Props): void {
    if (before.resetKey !== this.props.resetKey && this.state.failedKey !== undefined) {
      this.setState({ failedKey: undefined });
    }
  }

  override render(): ReactNode {
    if (this.state.failedKey === undefined) return this.props.children;
    return (
      <Failure
        failure={{ code: 'client.screen_failed' }}
        onRetry={() => this.setState({ failedKey: undefined })}
      />
    );
  }
}
