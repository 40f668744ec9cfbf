import { Component, type ReactNode } from 'react';

interface PictureBoundaryProps {
  readonly onFail: () => void;
  readonly children: ReactNode;
}

/** Catches what the canvas as a whole throws; single things are caught one by one before it. */
export class PictureBoundary extends Component<PictureBoundaryProps, { failed: boolean }> {
  override state: { failed: boolean } = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    console.error('The world could not be drawn:', error);
    this.props.onFail();
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}
