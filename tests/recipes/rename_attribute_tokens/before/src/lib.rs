use clap::{Parser, ValueEnum};

pub const MAX_JOBS: usize = 4;

#[derive(Clone, Debug, ValueEnum)]
pub enum ColorWhen {
    Auto,
    Never,
}

#[derive(derive_more::From, Debug)]
pub struct Level(u8);

#[derive(Parser)]
#[command(name = "Level", about = "ColorWhen", after_help = help(MAX_JOBS))]
pub struct Cli {
    /// When to use colours.
    #[arg(long, default_value_t = ColorWhen::Auto, value_parser = clap::value_parser!(ColorWhen))]
    pub color: ColorWhen,
    #[arg(value_parser = parse_job, requires = "ColorWhen", parse_job)]
    pub job: u8,
    #[cfg_attr(unix, arg(default_values_t = [MAX_JOBS, crate::MAX_JOBS]))]
    pub most: Vec<usize>,
}

fn help(_: usize) -> String {
    String::new()
}

fn parse_job(text: &str) -> Result<u8, std::num::ParseIntError> {
    text.parse()
}

#[tracing::instrument(skip(parse_job), err(level = Level::WARN), fields(most = MAX_JOBS, Level))]
pub fn run(parse_job: u8) -> Result<(), u8> {
    Err(parse_job)
}

#[enum_dispatch::enum_dispatch]
pub trait Sound {}

#[enum_dispatch::enum_dispatch(Sound)]
pub enum Animal {
    Cat,
}

#[unheard_of(Sound, Level = 3, Level(Level::WARN))]
pub struct Cat;

impl Level {
    pub const WARN: Level = Level(1);
}
