"""Rules as versioned data, and the pure functions over them: quoracy, clocks, the working-day calendar."""
