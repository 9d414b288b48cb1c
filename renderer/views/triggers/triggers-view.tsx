// Triggers.
export function TriggersView() {
  return (
    <div className="empty">
      <p>No trigger is watched.</p>
    </div>
  );
}
