import { createForceLayout, type LayoutInput } from './force-layout.ts';

/** What the layout thread tells: where things are, twice in a row about 30 ms apart at the earliest, and once when it rests. */
export interface LayoutNews {
  readonly positions: Float32Array<ArrayBuffer>;
  readonly progress: number;
  readonly rests: boolean;
}

/** One picture's worth of computing between two messages. */
const BUDGET_MS = 24;

addEventListener('message', (event: MessageEvent<LayoutInput>) => {
  const layout = createForceLayout(event.data);
  const channel = new MessageChannel();
  // A message to oneself lets the thread breathe without the 4 ms that a timer costs.
  channel.port1.onmessage = () => {
    const rests = layout.run(BUDGET_MS, () => performance.now());
    const positions = layout.read();
    const news: LayoutNews = { positions, progress: layout.progress, rests };
    postMessage(news, { transfer: [positions.buffer] });
    if (!rests) channel.port2.postMessage(undefined);
  };
  channel.port2.postMessage(undefined);
});
