import { Copy } from 'lucide-react';
import { copyText } from '../lib/clipboard';
import { Button } from './button';

/** @param what how the toast names it */
export function CopyButton({ text, what }: { text: string; what: string }) {
  return (
    <Button onClick={() => void copyText(text, what)}>
      <Copy size={14} strokeWidth={1.75} aria-hidden />
      Copy
    </Button>
  );
}
