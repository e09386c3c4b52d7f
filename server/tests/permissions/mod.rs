mod set;
