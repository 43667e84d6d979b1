import { Feed } from './feed';
import type { FromFeed, ToFeed } from './messages';

declare const self: DedicatedWorkerGlobalScope;

const feed = new Feed((message: FromFeed, transfer: Transferable[] = []) =>
  self.postMessage(message, transfer),
);
self.onmessage = ({ data }: MessageEvent<ToFeed>) => feed.take(data);
self.addEventListener('online', () => feed.networkChanged(true));
self.addEventListener('offline', () => feed.networkChanged(false));
