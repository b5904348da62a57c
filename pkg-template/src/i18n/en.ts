// garim/i18n/ko
export default {};
