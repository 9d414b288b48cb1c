// Criteria.
export function CriteriaView() {
  return (
    <div className="empty">
      <p>No criterion is judged.</p>
    </div>
  );
}
