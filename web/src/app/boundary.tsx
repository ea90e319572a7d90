import { Button } from '@mantine/core';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { strings } from '../strings';
import { Nothing } from './panes';

const words = strings.failure;

interface BoundaryProps {
  readonly children: ReactNode;
  /** What is shown elsewhere is another try: a new value clears the failure. */
  readonly at?: unknown;
  /** Called before the content is shown once more. */
  readonly onRetry?: () => void;
  /** A second way out, beside trying again. */
  readonly wayOut?: { readonly words: string; readonly go: () => void };
}

interface Failure {
  readonly failure: Error | null;
  readonly at: unknown;
}

/** Keeps a failure while something is shown to that place, says so, and offers ways out. */
export class Boundary extends Component<BoundaryProps, Failure> {
  override state: Failure = { failure: null, at: this.props.at };

  static getDerivedStateFromError(failure: Error): Partial<Failure> {
    return { failure };
  }

  static getDerivedStateFromProps({ at }: BoundaryProps, shown: Failure): Partial<Failure> | null {
    return at === shown.at ? null : { failure: null, at };
  }

  override componentDidCatch(failure: Error, { componentStack }: ErrorInfo): void {
    console.error(failure, componentStack);
  }

  #retry = () => {
    this.props.onRetry?.();
    this.setState({ failure: null });
  };

  override render(): ReactNode {
    const { children, wayOut } = this.props;
    if (this.state.failure === null) return children;
    return (
      <Nothing
        alert
        title={words.title}
        text={words.text}
        action={
          <>
            <Button onClick={this.#retry}>{strings.problems.tryAgain}</Button>
            {wayOut !== undefined && (
              <Button variant="default" onClick={wayOut.go}>
                {wayOut.words}
              </Button>
            )}
          </>
        }
      />
    );
  }
}
