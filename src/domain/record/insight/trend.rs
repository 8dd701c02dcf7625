//! Averages, spreads and trends of a row of numbers.

/// Nothing for no numbers.
pub(super) fn mean(numbers: &[f64]) -> Option<f64> {
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / count(numbers.len()))
}

/// The one in the middle, or the mean of the two.
pub(super) fn median(numbers: &[f64]) -> Option<f64> {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let above = sorted.get(middle)?;
    let below = if sorted.len().is_multiple_of(2) { sorted.get(middle.checked_sub(1)?)? } else { above };
    Some(f64::midpoint(*below, *above))
}

/// The standard deviation of a sample; nothing for less than two numbers.
pub(super) fn spread(numbers: &[f64]) -> Option<f64> {
    let (mean, free) = (mean(numbers)?, numbers.len().checked_sub(1).filter(|free| *free > 0)?);
    let squares: f64 = numbers.iter().map(|number| (number - mean).powi(2)).sum();
    Some((squares / count(free)).sqrt())
}

/// How much a number rises from one place to the next: the slope of the line of least squares.
pub(super) fn slope(numbers: &[f64]) -> Option<f64> {
    let places: Vec<f64> = (0..numbers.len()).map(count).collect();
    let (middle, mean) = (mean(&places)?, mean(numbers)?);
    let along: f64 = places.iter().map(|place| (place - middle).powi(2)).sum();
    let both: f64 = places.iter().zip(numbers).map(|(at, number)| (at - middle) * (number - mean)).sum();
    (along > 0.0).then(|| both / along)
}

/// A number of things.
#[allow(clippy::cast_precision_loss, reason = "nobody has 2^53 transactions")]
pub(super) fn count(things: usize) -> f64 {
    things as f64
}

/// To so many decimals; never `-0`.
pub(super) fn round(number: f64, decimals: i32) -> f64 {
    let unit = 10_f64.powi(decimals);
    (number * unit).round() / unit + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_a_small_row() {
        let row = [2.0, 4.0, 4.0, 6.0];
        assert_eq!((mean(&row), median(&row), slope(&row)), (Some(4.0), Some(4.0), Some(1.2)));
        assert_eq!(spread(&row).map(|spread| round(spread, 2)), Some(1.63));
        assert_eq!((mean(&[]), median(&[]), spread(&[1.0]), slope(&[1.0])), (None, None, None, None));
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[3.0]), Some(3.0));
    }
}
