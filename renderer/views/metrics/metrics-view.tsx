// Metrics.
export function MetricsView() {
  return (
    <div className="empty">
      <p>No Prometheus is connected.</p>
    </div>
  );
}
