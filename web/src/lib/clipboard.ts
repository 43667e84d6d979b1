import { toast } from 'sonner';

/** Only pages in a secure context have a clipboard; elsewhere a hidden field does it. */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
    } else {
      copyByField(text);
    }
    toast.success(`${what} copied`);
  } catch {
    toast.error(`${what} could not be copied. The browser does not allow it.`);
  }
}

function copyByField(text: string): void {
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (!done) {
    throw new Error('copy refused');
  }
}
