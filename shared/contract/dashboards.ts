// Operations on dashboards: imported, bundled, and how they are looked at.
export const dashboardsContract = {};
