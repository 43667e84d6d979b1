// What an eye would notice, measured in the page: text over text, text cut off, a page wider than its window.

/** Runs in the page; a list of faults in words, empty if it looks right. */
export function faultsOfLayout() {
  const faults = [];
  const root = document.documentElement;
  if (root.scrollWidth > window.innerWidth) {
    faults.push(`the page is ${root.scrollWidth} px wide in a window of ${window.innerWidth}`);
  }
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (!element || node.data.trim() === '' || element.closest('.sr-only, [aria-hidden="true"]')) {
      continue;
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width > 1 && box.height > 1 && onTop(element, box)) {
        texts.push({ element, box, text: node.data.trim().slice(0, 40) });
      }
    }
    const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
    if (element.closest('button') && lines.size > 1 && !element.closest('[data-track]')) {
      faults.push(`a button wraps: "${node.data.trim()}"`);
    }
    const style = getComputedStyle(element);
    if (
      style.textOverflow !== 'ellipsis' &&
      style.overflowX === 'hidden' &&
      element.scrollWidth > element.clientWidth + 1
    ) {
      faults.push(`text is cut off: "${node.data.trim()}"`);
    }
  }
  texts.forEach((one, index) => {
    for (const other of texts.slice(index + 1)) {
      const across = overlap(one.box.left, one.box.right, other.box.left, other.box.right);
      const down = overlap(one.box.top, one.box.bottom, other.box.top, other.box.bottom);
      if (one.element !== other.element && across > 2 && down > 5) {
        faults.push(`"${one.text}" lies over "${other.text}"`);
      }
    }
  });
  return faults;

  function overlap(from, to, otherFrom, otherTo) {
    return Math.min(to, otherTo) - Math.max(from, otherFrom);
  }

  function onTop(element, { left, right, top, bottom }) {
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return hit !== null && (element.contains(hit) || hit.contains(element));
  }
}

/** Runs in the page; controls that a thumb would miss. */
export function smallTargets() {
  return (
    [...document.querySelectorAll('button, a, input, select, textarea, summary, [role="menuitem"]')]
      .filter((element) => !element.closest('.sr-only') && !element.matches('.sr-only'))
      // A box to tick is hit by its label, too.
      .map((element) =>
        element.matches('[type=checkbox], [type=radio]')
          ? (element.closest('label') ?? element)
          : element,
      )
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ element, box }) => {
        const seen = box.width > 0 && box.bottom > 0 && box.top < window.innerHeight;
        const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        return seen && hit !== null && (element.contains(hit) || hit.contains(element));
      })
      .filter(({ box }) => Math.round(box.width) < 44 || Math.round(box.height) < 44)
      .map(({ element, box }) => {
        const name = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 30);
        return `${name}: ${Math.round(box.width)} x ${Math.round(box.height)}`;
      })
  );
}
