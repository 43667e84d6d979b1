/** Nobody may take recorded traffic for the real thing. */
export function DemoBadge() {
  return (
    <span
      title="Recorded traffic is being replayed. Nothing on this screen is happening now."
      className="inline-flex h-6 shrink-0 items-center rounded-tag bg-demo px-2 text-12 font-bold tracking-wider text-on-demo"
    >
      DEMO
    </span>
  );
}
