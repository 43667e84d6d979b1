import { memo, useMemo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import type { Message } from '../../lib/api-types';
import { cx } from '../../lib/cx';

const TRACK = '#track:';
const USER = '#user:';

/** The part of a Markdown tree that is looked at here. */
interface Node {
  type: string;
  value?: string;
  url?: string;
  children?: Node[];
}

/** Makes links of the users and tracks that the center found in a message. */
function linkWords({ mentions, references }: Pick<Message, 'mentions' | 'references'>) {
  const targets = new Map<string, string>();
  for (const { username } of mentions) {
    targets.set(`@${username.toLowerCase()}`, `${USER}${username}`);
  }
  for (const { type, id } of references) {
    if (type === 'track') {
      targets.set(`!${id.toLowerCase()}`, `${TRACK}${id}`);
    }
  }
  const words = [...targets.keys()].sort((a, b) => b.length - a.length).map(literally);
  return () => (tree: Node) => {
    if (words.length > 0) {
      walk(tree, new RegExp(`(${words.join('|')})`, 'gi'), targets);
    }
  };
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function walk(node: Node, pattern: RegExp, targets: ReadonlyMap<string, string>): void {
  node.children = node.children?.flatMap((child) => {
    if (child.type === 'text' && child.value !== undefined) {
      return child.value.split(pattern).map((value): Node => {
        const url = targets.get(value.toLowerCase());
        const text = { type: 'text', value };
        return url === undefined ? text : { type: 'link', url, children: [text] };
      });
    }
    if (child.type !== 'link') {
      walk(child, pattern, targets);
    }
    return [child];
  });
}

const CHIP = 'rounded-tag bg-surface-3 px-1 font-medium text-accent';

/** What is written, without HTML: tags are shown as text, pictures from elsewhere as links. */
export const Markdown = memo(function Markdown({
  message,
  me,
  onTrack,
}: {
  message: Pick<Message, 'text' | 'mentions' | 'references'>;
  me: string;
  onTrack: (id: string) => void;
}) {
  const plugins = useMemo(() => [remarkGfm, linkWords(message)], [message]);
  const components = useMemo<Components>(
    () => ({
      a: ({ href = '', children }) => {
        if (href.startsWith(TRACK)) {
          const id = decodeURIComponent(href.slice(TRACK.length));
          return (
            <button
              type="button"
              className={cx(CHIP, 'hover:underline')}
              onClick={() => onTrack(id)}
            >
              {children}
            </button>
          );
        }
        if (href.startsWith(USER)) {
          const mine = href.slice(USER.length) === me;
          return <span className={cx(CHIP, mine && 'outline outline-accent')}>{children}</span>;
        }
        return (
          <a
            href={href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="text-accent underline underline-offset-2"
          >
            {children}
          </a>
        );
      },
      img: ({ src, alt }) => (
        <a
          href={typeof src === 'string' ? src : undefined}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="text-accent underline underline-offset-2"
        >
          {alt || 'Picture'}
        </a>
      ),
    }),
    [me, onTrack],
  );
  return (
    <div className="markdown min-w-0 text-13 text-text">
      <ReactMarkdown remarkPlugins={plugins} components={components}>
        {message.text}
      </ReactMarkdown>
    </div>
  );
});
