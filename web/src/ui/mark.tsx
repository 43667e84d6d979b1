/** The product's mark: a bearing line out of a ring. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <circle cx="12" cy="12" r="9.25" stroke="var(--accent)" strokeWidth="1.75" />
      <circle cx="12" cy="12" r="4.25" stroke="var(--accent)" strokeWidth="1.25" opacity="0.6" />
      <path d="M12 12 19 5" stroke="var(--accent)" strokeWidth="1.75" strokeLinecap="round" />
      <circle cx="12" cy="12" r="1.75" fill="var(--accent)" />
    </svg>
  );
}
