/** Stands where something is being fetched. */
export function Loading({ label }: { label: string }) {
  return (
    <p role="status" className="sway py-4 text-sm text-muted" data-testid="loading">
      {label}
    </p>
  );
}
