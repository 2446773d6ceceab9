import { Component, type ReactNode } from 'react';
import { Failure } from '../kit/failure.tsx';

interface Props {
  readonly children: ReactNode;
  /** Another value tries again: the path. */
  readonly resetKey: string;
}
interface State {
  readonly failed: boolean;
  readonly key: string;
}

/** A screen that fails takes only itself down. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failed: false, key: this.props.resetKey };

  static getDerivedStateFromError(): Partial<State> {
    return { failed: true };
  }

  static getDerivedStateFromProps(props: Props, state: State): State | null {
    return props.resetKey === state.key ? null : { failed: false, key: props.resetKey };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Failure failure={{ code: 'client.screen_failed' }} onRetry={() => this.setState({ failed: false })} />
    );
  }
}
